// Keys. An element says its key itself: <button data-key="b">. Everything works without this file too.
"use strict";

const typing = (element) => element.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");

const usable = (element) => !element.disabled && element.checkVisibility();

let leaving = false; // a decision is on its way: a second key would decide the next case unseen

function press(element) {
  element.focus();
  if (!typing(element)) element.click();
  else if (element.select) element.select();
}

// j and k walk through [data-row] where no element has the key: the row, or the first link in it, gets the focus.
function walk(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter(usable);
  if (!rows.length) return false;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
  const focused = next.querySelector("a, button") || next;
  focused.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

// The keys in a dialog, read from their own page; that page itself where this fails.
async function explain(link) {
  const known = document.querySelector("dialog.keys");
  if (known) {
    known.showModal();
    return;
  }
  try {
    const page = new DOMParser().parseFromString(await (await fetch(link.href)).text(), "text/html");
    const dialog = document.createElement("dialog");
    dialog.className = "keys";
    dialog.setAttribute("aria-label", "Keys");
    const form = document.createElement("form");
    form.method = "dialog";
    const close = document.createElement("button");
    close.textContent = "Close";
    form.append(close);
    dialog.append(page.querySelector("table.keys"), form);
    document.body.append(dialog);
    dialog.showModal();
  } catch {
    location.assign(link.href);
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (document.querySelector("dialog[open]")) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const found = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key && usable(one));
  if (leaving || event.repeat) {
    if (found) event.preventDefault();
  } else if (found && event.key === "?") {
    event.preventDefault();
    explain(found);
  } else if (found) {
    event.preventDefault();
    press(found);
  } else if ((event.key === "j" || event.key === "k") && walk(event.key === "j" ? 1 : -1)) {
    event.preventDefault();
  }
});

document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  if (leaving) event.preventDefault();
  leaving = true;
});
window.addEventListener("pageshow", () => { leaving = false; }); // also where the browser kept the page

document.documentElement.classList.add("js");
for (const one of document.querySelectorAll("[data-key]")) one.setAttribute("aria-keyshortcuts", one.dataset.key);
