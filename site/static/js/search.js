// Suggests pages while somebody types into a search box. Without it the box searches as ever.
(() => {
    "use strict";

    // Who asked the browser to save data is not sent suggestions with every word.
    if (navigator.connection?.saveData) return;

    const WAIT_MILLISECONDS = 150;
    // Fewer letters are suggested nothing.
    const MIN_LENGTH = 2;

    const setUp = (box) => {
        const input = box.querySelector("input[type=search]");
        const list = box.querySelector("[role=listbox]");
        const told = box.querySelector("[role=status]");
        let timer;
        let request;
        // The words of the suggestions that stand in the list, whether it is open or not.
        let shownFor = null;
        let current = -1;

        const select = (place) => {
            list.children[current]?.removeAttribute("aria-selected");
            current = place;
            const option = list.children[current];
            if (!option) {
                input.removeAttribute("aria-activedescendant");
                return;
            }
            option.setAttribute("aria-selected", "true");
            option.scrollIntoView({ block: "nearest" });
            input.setAttribute("aria-activedescendant", option.id);
        };

        const setOpen = (isOpen) => {
            list.hidden = !isOpen;
            input.setAttribute("aria-expanded", String(isOpen));
            if (!isOpen) select(-1);
        };

        const forget = () => {
            clearTimeout(timer);
            request?.abort();
            shownFor = null;
            told.textContent = "";
            setOpen(false);
        };

        const makeOption = ({ title, kind, url }, place) => {
            const option = document.createElement("li");
            option.id = `${list.id}-${place + 1}`;
            option.className = "search-box__suggestion";
            option.setAttribute("role", "option");
            option.dataset.url = url;
            const name = document.createElement("span");
            name.textContent = title;
            const sort = document.createElement("span");
            sort.className = "search-box__kind";
            sort.textContent = kind;
            option.append(name, " ", sort);
            return option;
        };

        const show = (suggestions, words) => {
            select(-1);
            list.replaceChildren(...suggestions.map(makeOption));
            shownFor = words;
            setOpen(suggestions.length > 0);
            told.textContent = suggestions.length
                ? box.dataset.some.replace("{count}", suggestions.length)
                : box.dataset.none;
        };

        const ask = async (words) => {
            request?.abort();
            request = new AbortController();
            const address = new URL(box.dataset.suggestions, window.location.href);
            address.searchParams.set("q", words);
            try {
                const answer = await fetch(address, { signal: request.signal });
                if (!answer.ok) throw new Error(String(answer.status));
                const { suggestions } = await answer.json();
                // Meanwhile the reader may have typed on or left.
                if (words === input.value.trim() && document.activeElement === input) show(suggestions, words);
            } catch (error) {
                // No network, no suggestions: the button still searches.
                if (error.name !== "AbortError") forget();
            }
        };

        input.setAttribute("role", "combobox");
        input.setAttribute("aria-autocomplete", "list");
        input.setAttribute("aria-controls", list.id);
        setOpen(false);

        input.addEventListener("input", () => {
            const words = input.value.trim();
            clearTimeout(timer);
            if (words.length < MIN_LENGTH) {
                forget();
            } else if (words !== shownFor) {
                select(-1);
                timer = setTimeout(() => ask(words), WAIT_MILLISECONDS);
            }
        });

        input.addEventListener("keydown", (event) => {
            // While a word is being composed (Telex, VNI) the keys belong to the keyboard.
            if (event.isComposing) return;
            const count = list.children.length;
            const isOpen = !list.hidden;
            if (event.key === "ArrowDown" || event.key === "ArrowUp") {
                if (!count || shownFor !== input.value.trim()) return;
                event.preventDefault();
                const step = event.key === "ArrowDown" ? 1 : -1;
                if (!isOpen) setOpen(true);
                // -1 stands for the words that were typed: past either end the list leads back to them.
                select(((current + 1 + step + count + 1) % (count + 1)) - 1);
            } else if (event.key === "Enter" && isOpen && current >= 0) {
                event.preventDefault();
                window.location.assign(list.children[current].dataset.url);
            } else if (event.key === "Escape" && isOpen) {
                // The first press closes the list, the second empties the box as browsers do.
                event.preventDefault();
                setOpen(false);
            }
        });

        input.addEventListener("blur", () => {
            clearTimeout(timer);
            request?.abort();
            setOpen(false);
        });
        // A press must not take the focus away, or the list would be gone before the click arrives.
        list.addEventListener("pointerdown", (event) => event.preventDefault());
        list.addEventListener("mousedown", (event) => event.preventDefault());
        list.addEventListener("click", (event) => {
            const option = event.target.closest("[role=option]");
            if (option) window.location.assign(option.dataset.url);
        });
        // "Back" may bring the page as it was left.
        window.addEventListener("pageshow", () => setOpen(false));
    };

    document.querySelectorAll("[data-suggestions]").forEach(setUp);
})();
