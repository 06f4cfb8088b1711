// Makes the screens of reading a dispatch in quicker to work with. Everything works without it, too.
(() => {
    "use strict";

    const form = document.querySelector("[data-reading-form]");
    if (!form) return;

    document.getElementById("reading-errors")?.focus();

    // --- One press is one deed ---
    let isSending = false;
    form.addEventListener("submit", (event) => {
        if (isSending) {
            event.preventDefault();
            return;
        }
        isSending = true;
        const button = event.submitter;
        if (button?.dataset.readingBusy) button.textContent = button.dataset.readingBusy;
    });
    // Coming back by the browser's "back" shows the page as it was left.
    window.addEventListener("pageshow", () => {
        isSending = false;
    });

    const columns = document.querySelector(".reading-columns");
    if (!columns) return;

    // --- The text follows the task that is being looked at ---
    const textFrame = columns.querySelector(".reading-source__text");
    const isBeside = () => textFrame.scrollHeight > textFrame.clientHeight + 1;

    const showSource = (key, shouldScroll) => {
        columns.querySelectorAll(".reading-mark.is-current").forEach((mark) => mark.classList.remove("is-current"));
        const marks = columns.querySelectorAll(`.reading-mark[data-task="${CSS.escape(key)}"]`);
        marks.forEach((mark) => mark.classList.add("is-current"));
        if (!marks.length || !shouldScroll || !isBeside()) return;
        const offset = marks[0].getBoundingClientRect().top - textFrame.getBoundingClientRect().top;
        textFrame.scrollTop += offset - textFrame.clientHeight / 3;
    };

    columns.addEventListener("focusin", (event) => {
        const task = event.target.closest(".reading-task");
        if (task?.dataset.source) showSource(task.dataset.source, true);
    });
    columns.addEventListener("pointerover", (event) => {
        const task = event.target.closest(".reading-task");
        if (task?.dataset.source) showSource(task.dataset.source, false);
    });
    columns.addEventListener("click", (event) => {
        const link = event.target.closest(".reading-task__source");
        if (!link || !isBeside()) return;
        // Beside the proposal only the text scrolls; the task stays where it is.
        event.preventDefault();
        showSource(link.closest(".reading-task").dataset.source, true);
    });
    const shown = document.querySelector(".reading-task:target");
    if (shown?.dataset.source) showSource(shown.dataset.source, true);

    // --- Quick choices and one role a unit, without a way to the server ---
    const tellChange = (box) => box.dispatchEvent(new Event("change", { bubbles: true }));

    columns.addEventListener("click", (event) => {
        const quick = event.target.closest("[data-reading-fill]");
        if (!quick) return;
        event.preventDefault();
        const isOn = quick.dataset.readingFill === "1";
        quick.closest("[data-group]").querySelectorAll("input[type=checkbox]").forEach((box) => {
            if (box.checked === isOn) return;
            box.checked = isOn;
            tellChange(box);
        });
    });
    columns.addEventListener("change", (event) => {
        const box = event.target;
        const role = box.closest?.("[data-role]");
        if (!role || box.type !== "checkbox" || !box.checked) return;
        role.closest(".reading-task").querySelectorAll("[data-role]").forEach((other) => {
            if (other === role) return;
            other.querySelectorAll("input:checked").forEach((twin) => {
                if (twin.value === box.value) twin.checked = false;
            });
        });
    });

    // --- Opening a task in place, so that several can be corrected and saved at once ---
    const openTask = async (button, task) => {
        const address = new URL(form.getAttribute("action"), window.location.href);
        address.search = new URLSearchParams({ part: task.dataset.key });
        const answer = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const opened = page.querySelector(".reading-task");
        if (!opened) throw new Error("no task");
        task.replaceWith(opened);
        opened.querySelector("textarea")?.focus();
    };
    columns.addEventListener("click", (event) => {
        const button = event.target.closest("[data-reading-open]");
        if (!button || event.defaultPrevented) return;
        const task = button.closest(".reading-task");
        event.preventDefault();
        openTask(button, task).catch(() => form.requestSubmit(button));
    });
})();
