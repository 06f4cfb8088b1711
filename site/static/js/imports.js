// A long import at work: looks anew by itself until the work is done, then shows the page as it is then.
// Without this script the link "Look again" does the same.
(() => {
  const shown = document.querySelector("[data-look-again]");
  if (!shown) return;
  const pause = Number(shown.dataset.lookAgain) * 1000;

  const look = async () => {
    try {
      const answer = await fetch(location.pathname, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const newest = page.querySelector("[data-look-again]");
      if (!answer.ok || !newest) {
        location.reload();
        return;
      }
      if (newest.innerHTML !== shown.innerHTML) shown.innerHTML = newest.innerHTML;
    } catch {
      // No connection just now: the next round tries again.
    }
    setTimeout(look, pause);
  };
  setTimeout(look, pause);
})();
