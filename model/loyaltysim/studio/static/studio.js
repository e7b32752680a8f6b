"use strict";
// What pages need beyond links: changes are sent as JSON, runs are watched. No page works by what is kept here:
// everything is on the server, under the address of the page.

const $ = (id) => document.getElementById(id);
const texts = document.body.dataset;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function complain(text) {
  const place = $("problem");
  place.textContent = text;
  place.hidden = !text;
}

function note(text) {
  const place = $("note");
  place.textContent = text;
  place.hidden = !text;
}

async function post(url, content) {
  const isFile = content instanceof File;
  const [kind, body] = isFile ? ["application/octet-stream", content] : ["application/json", JSON.stringify(content)];
  let answer;
  try {
    answer = await fetch(url, { method: "POST", headers: { "Content-Type": kind }, body });
  } catch {
    throw Object.assign(new Error(texts.silent), { isLost: true });
  }
  const told = await answer.json();
  const { status } = answer;
  if (!answer.ok) throw Object.assign(new Error(told.problem), { status, isLost: status === 403 }); // the studio started anew
  return told;
}

async function goTo(url, content) {
  try {
    location.assign((await post(url, content)).url);
    return true;
  } catch (error) {
    complain(error.message);
    return false;
  }
}

// start ------------------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.begin) goTo("/drafts", { bundled: button.dataset.begin });
  if (button.dataset.fromRun) goTo("/drafts", { run: button.dataset.fromRun });
  const { remove, sure } = button.dataset;
  if (remove && confirm(sure)) goTo(`${remove}/remove`, {});
});

if ($("file")) {
  $("file").addEventListener("change", async () => {
    const [file] = $("file").files;
    if (file) await goTo("/drafts", { text: await file.text() });
  });
}

// a draft ----------------------------------------------------------------------------------------

const head = document.querySelector("[data-draft]");
let queue = Promise.resolve(); // changes go one after the other
let unsent = 0;

function showProblems(told) {
  const list = $("problems").querySelector("ul");
  list.replaceChildren(...told.problems.map((one) => {
    const item = document.createElement("li");
    const place = [one.line && $("text") ? `${one.line}: ` : "", one.where ? `${one.where}: ` : ""].join("");
    item.textContent = place + one.text;
    return item;
  }));
  const count = told.problems.length;
  $("count").textContent = count === 1 ? $("count").dataset.one : $("count").dataset.many.replace("{count}", count);
  $("problems").hidden = $("some").hidden = count === 0;
  $("some").textContent = $("count").textContent;
  for (const place of document.querySelectorAll("#forms .error")) {
    const id = place.id.replace(/-error$/, "");
    const errors = told.errors[id] || [];
    place.textContent = errors.join(" ");
    place.hidden = errors.length === 0;
    const field = $(id);
    if (field && field.matches("input, select, textarea")) field.toggleAttribute("aria-invalid", errors.length > 0);
    if (field && errors.length) field.setAttribute("aria-invalid", "true");
  }
}

function showForms(html) {
  const opened = [...document.querySelectorAll("#forms details[open]")].map((one) => one.id);
  const focused = document.activeElement && document.activeElement.id;
  const top = window.scrollY;
  $("forms").innerHTML = html;
  for (const id of opened) if ($(id)) $(id).open = true;
  if (focused && $(focused)) $(focused).focus({ preventScroll: true });
  window.scrollTo(0, top);
}

async function postUntilHeard(url, content) {
  for (let isAgain = false; ; isAgain = true) {
    try {
      return await post(url, content);
    } catch (error) {
      if (isAgain && error.status === 409) return location.reload(); // it was heard, but its answer was lost
      if (!error.isLost) throw error;
      complain(error.status ? error.message : texts.lost);
      await wait(1500);
    }
  }
}

function send(url, content) {
  unsent += 1;
  $("saved").textContent = texts.saving;
  note("");
  queue = queue.then(async () => {
    const { revision } = head.dataset;
    try {
      const told = await (content instanceof File
        ? postUntilHeard(`${url}?${new URLSearchParams({ name: content.name, revision })}`, content)
        : postUntilHeard(url, { revision, ...content }));
      if (!told) return false;
      head.dataset.revision = told.revision;
      $("title").textContent = told.title;
      complain("");
      if (told.forms !== undefined && told.forms !== null) showForms(told.forms);
      showProblems(told);
      note(told.note || "");
      unsent -= 1;
      if (unsent === 0) $("saved").textContent = texts.saved;
      return true;
    } catch (error) {
      unsent -= 1;
      $("saved").textContent = texts.unsaved;
      complain(error.message);
      return false;
    }
  });
  return queue;
}

const edit = (change) => send(`/drafts/${head.dataset.draft}/edit`, { edit: change });
const pathOf = (element) => JSON.parse(element.dataset.path);

function changed(field) {
  const value = field.value;
  if (field.dataset.do === "rename") return edit({ do: "rename", path: pathOf(field), value });
  const slider = $(`${field.id}-slider`);
  if (slider) slider.value = parseFloat(value);
  return edit({ do: "set", path: pathOf(field), value, is_text: field.dataset.text ? 1 : 0 });
}

async function pressed(button) {
  const change = { do: button.dataset.do, path: pathOf(button) };
  if (button.dataset.by) change.by = Number(button.dataset.by);
  if (button.dataset.mechanicFrom) change.mechanic = $(button.dataset.mechanicFrom).value;
  if (button.dataset.keyFrom) {
    const name = $(button.dataset.keyFrom);
    change.key = name.value.trim();
    if (!change.key) return name.focus();
  }
  await edit(change);
}

if (head) {
  showProblems(JSON.parse($("told").textContent));
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.id === "data" && field.files.length) {
      send(`/drafts/${head.dataset.draft}/data`, field.files[0]);
      field.value = ""; // so that the same file can be chosen again once it is mended
      return;
    }
    if (field.dataset.slides) return changed($(field.dataset.slides));
    if (field.dataset.path) changed(field);
  });
  document.addEventListener("input", (event) => {
    const { slides, suffix } = event.target.dataset;
    if (slides) $(slides).value = event.target.value + suffix;
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-do]");
    if (button) pressed(button);
    const link = event.target.closest("a[href^='/']");
    if (!link || link.target || unsent === 0) return;
    event.preventDefault(); // the next page must not come before what was just typed is kept
    await queue;
    if (unsent === 0) location.assign(link.href);
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsent > 0) event.preventDefault();
  });
  $("run").addEventListener("click", async () => {
    $("run").disabled = true;
    if (document.activeElement) document.activeElement.blur();
    const isSaved = await queue;
    const isWrong = !$("problems").hidden; // told already, where each one is
    if (isWrong) $("problems").focus();
    if (isSaved === false || isWrong || !(await goTo(`/drafts/${head.dataset.draft}/run`, {}))) $("run").disabled = false;
  });
  if ($("text")) {
    let typing;
    const save = () => send(`/drafts/${head.dataset.draft}/text`, { text: $("text").value });
    $("text").addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(save, 600);
    });
    $("text").addEventListener("change", () => {
      clearTimeout(typing);
      save();
    });
    if ($("text").value !== $("text").defaultValue) save(); // typed before anybody listened
  }
}

// a run ------------------------------------------------------------------------------------------

async function watch(box) {
  const { run, waiting, starting } = box.dataset;
  let shown = "";
  for (;;) {
    let told;
    try {
      told = await (await fetch(`/runs/${run}/state`)).json();
      complain("");
    } catch {
      complain(texts.lost);
      await wait(1500);
      continue;
    }
    if (!told.open) return location.reload();
    const text = told.state === "waiting" ? waiting.replace("{count}", told.before) : told.label || starting;
    if ($("label").textContent !== text) $("label").textContent = text;
    if (told.total > 0 && told.done < told.total) {
      $("bar").value = told.done / told.total;
      $("share").textContent = `${Math.round((100 * told.done) / told.total)}%`;
    } else {
      $("bar").removeAttribute("value");
      $("share").textContent = "";
    }
    if (told.early !== shown) {
      shown = told.early;
      $("early").innerHTML = shown;
    }
    await wait(shown ? 400 : 150); // the first curve is waited for
  }
}

if ($("running")) {
  watch($("running"));
  $("cancel").addEventListener("click", async () => {
    $("cancel").disabled = true;
    try {
      await post(`/runs/${$("running").dataset.run}/cancel`, {});
    } catch (error) {
      complain(error.message);
      $("cancel").disabled = false;
    }
  });
}
