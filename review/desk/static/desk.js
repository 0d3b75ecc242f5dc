// Keys. An element says its key itself: <button data-key="b">. Everything works without this file too.
"use strict";

const typing = (element) => element.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");

const usable = (element) => !element.disabled && element.checkVisibility();

function press(element) {
  if (element.matches("input:not([type=submit]):not([type=button]), textarea, select")) {
    element.focus();
    if (element.select) element.select();
  } else {
    element.focus();
    element.click();
  }
}

// j and k walk through [data-row] where no element has the key: each row, or the first link in it, gets the focus.
function walk(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter(usable);
  if (!rows.length) return false;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
  (next.matches("a, button") ? next : next.querySelector("a, button") || next).focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "Escape" && typing(event.target)) {
    event.target.blur();
    return;
  }
  if (typing(event.target)) return;
  const key = event.key;
  const found = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key && usable(one));
  if (found) {
    event.preventDefault();
    press(found);
  } else if ((key === "j" || key === "k") && walk(key === "j" ? 1 : -1)) {
    event.preventDefault();
  }
});

document.documentElement.classList.add("js");
for (const one of document.querySelectorAll("[data-key]")) one.setAttribute("aria-keyshortcuts", one.dataset.key);
