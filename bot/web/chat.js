// The chat without loading the page anew: what is sent goes by itself, what is new is shown, and nothing typed is lost.
"use strict";

const form = document.getElementById("chat");
const log = document.getElementById("log");
const text = document.getElementById("text");
const file = document.getElementById("file");
const notice = document.getElementById("status");
const KEPT = "kernbot-typed";
const AGAIN_MS = 3000;
const REFUSED = { 413: "large", 422: "long", 429: "busy" }; // by status: the sentence that the form holds
const NOT_TAKEN = 408; // the connection is too slow for now
const touched = window.matchMedia("(pointer: coarse)");

let last = Promise.resolve(); // what was done last
let waiting = null; // the text that is on its way

function tell(words) {
  if (notice.textContent !== words) notice.textContent = words;
}

// The newest answer is in sight from its beginning, also when it is longer than the window.
function toEnd() {
  const end = document.getElementById("end");
  const shown = document.getElementById("opened") || log;
  const bottom = shown.getBoundingClientRect().bottom + end.offsetHeight - window.innerHeight;
  const own = [...log.querySelectorAll("article.own")].pop();
  const top = own ? own.getBoundingClientRect().top - 8 : 0;
  window.scrollBy(0, own ? Math.min(bottom, top) : bottom);
}

// On a screen that is touched, the place to type would call up a keyboard that hides the answer.
function goOn() {
  (touched.matches ? log : text).focus({ preventScroll: true });
}

function element(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  return holder.content.firstElementChild;
}

// Only the part of a message that changed is put anew, so that a screen reader does not read all of it again.
function renew(old, fresh) {
  for (const part of [".words", ".document", ".buttons"]) {
    const was = old.querySelector(part);
    const now = fresh.querySelector(part);
    if (was && now) {
      if (was.outerHTML !== now.outerHTML) was.replaceWith(now);
    } else if (was) {
      was.remove();
    } else if (now) {
      old.append(now);
    }
  }
}

// Returns whether the message was not there before.
function put(fresh) {
  const old = document.getElementById(fresh.id);
  const held = old && old.contains(document.activeElement);
  if (old) renew(old, fresh);
  else log.append(fresh);
  if (held && !old.contains(document.activeElement)) goOn(); // the button that was pressed is gone
  return !old;
}

function putAll(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const fresh = [...holder.content.children];
  const ids = new Set(fresh.map((one) => one.id));
  for (const old of [...log.children]) if (!ids.has(old.id)) old.remove();
  if (fresh.map(put).some(Boolean)) toEnd();
}

function listen() {
  const live = new EventSource("live?shows=" + encodeURIComponent(log.dataset.shows));
  const up = () => {
    if (notice.textContent === form.dataset.lost) tell("");
  };
  live.addEventListener("same", up);
  live.addEventListener("all", (event) => {
    putAll(JSON.parse(event.data).html);
    up();
  });
  live.addEventListener("one", (event) => {
    if (put(element(JSON.parse(event.data).html))) toEnd();
  });
  live.addEventListener("gone", (event) => {
    document.getElementById("m" + JSON.parse(event.data).id)?.remove();
  });
  live.addEventListener("note", (event) => tell(JSON.parse(event.data).text));
  live.addEventListener("closed", (event) => {
    live.close();
    tell(form.dataset[JSON.parse(event.data).why]);
  });
  live.addEventListener("error", () => {
    tell(form.dataset.lost);
    if (live.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    log.dataset.shows = "";
    setTimeout(listen, AGAIN_MS); // it does not after an answer of a proxy that has nobody behind it
  });
}

// One after the other, as they were done; what cannot be sent now is tried until it is.
function send(data) {
  const said = data.get("text");
  if (said && said === waiting) return; // Enter twice is once
  waiting = said;
  data.set("name", crypto.randomUUID ? crypto.randomUUID() : String(Math.random()));
  last = last.then(() => post(data)).then(() => {
    if (waiting === said) waiting = null;
  });
}

async function post(data) {
  tell(form.dataset.waits);
  for (;;) {
    try {
      const answer = await fetch("say", { method: "POST", body: data, headers: { "X-Kernbot-Live": "1" } });
      if (answer.ok) {
        taken(data);
        tell("");
      } else if (answer.status < 500 && answer.status !== NOT_TAKEN) {
        tell(form.dataset[REFUSED[answer.status] || "gone"]);
      }
      if (answer.status < 500 && answer.status !== NOT_TAKEN) return;
    } catch {
      // as when nobody answers
    }
    tell(form.dataset.lost);
    await new Promise((done) => setTimeout(done, AGAIN_MS));
  }
}

function taken(data) {
  if (text.value === data.get("text")) text.value = "";
  keep();
}

function keep() {
  try {
    sessionStorage.setItem(KEPT, text.value);
  } catch {
    // a browser that keeps nothing: what is typed stays on the page
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const data = new FormData(form);
  const pressed = event.submitter;
  if (pressed?.closest("#opened")) {
    pressed.closest("#opened").remove(); // once is enough, and what the link carries need not stand in the address
    history.replaceState(null, "", "./");
    goOn();
  }
  if (pressed && pressed.name) {
    data.set(pressed.name, pressed.value);
    data.delete("text");
    data.delete("file");
  } else if (file.files.length) {
    data.delete("text"); // words beside a file are no answer: they stay where they were typed
    file.value = ""; // it is on its way, and whatever is typed next goes without it
  } else if (!text.value.trim()) {
    text.focus();
    return;
  }
  send(data);
});

text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !touched.matches) {
    event.preventDefault();
    form.requestSubmit(document.getElementById("send"));
  }
});
text.addEventListener("input", keep);
file.addEventListener("change", () => {
  if (file.files.length) form.requestSubmit(document.getElementById("send"));
});

try {
  if (!text.value) text.value = sessionStorage.getItem(KEPT) || "";
} catch {
  // as above
}
file.classList.add("unseen"); // its label is enough here: what is chosen goes at once
toEnd();
goOn();
listen();
