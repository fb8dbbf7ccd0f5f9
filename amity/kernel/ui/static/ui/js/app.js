// The one entry: starts the small controllers and tells htmx about our house rules.
import { Application } from "../../vendor/stimulus.js";
import { announceSwap } from "./announcer.js";
import ApiCallController from "./controllers/apicall.js";
import ArrangeController from "./controllers/arrange.js";
import BoardController from "./controllers/board.js";
import BuilderController from "./controllers/builder.js";
import ComboboxController from "./controllers/combobox.js";
import ComposerController from "./controllers/composer.js";
import CopyController from "./controllers/copy.js";
import DialogController from "./controllers/dialog.js";
import DraftController from "./controllers/draft.js";
import FieldFormController from "./controllers/fieldform.js";
import FieldsController from "./controllers/fields.js";
import FocusController from "./controllers/focus.js";
import FormController from "./controllers/form.js";
import InPlaceController from "./controllers/inplace.js";
import ListController from "./controllers/list.js";
import JumpsController from "./controllers/jumps.js";
import LookupController from "./controllers/lookup.js";
import MenuController from "./controllers/menu.js";
import PaletteController from "./controllers/palette.js";
import PickerController from "./controllers/picker.js";
import PreviewController from "./controllers/preview.js";
import PrintController from "./controllers/print.js";
import RowsController from "./controllers/rows.js";
import SidebarController from "./controllers/sidebar.js";
import SearchboxController from "./controllers/searchbox.js";
import SectionController from "./controllers/section.js";
import SpanController from "./controllers/span.js";
import ThemeController from "./controllers/theme.js";
import ToastController from "./controllers/toast.js";
import WrittenController from "./controllers/written.js";
import { settleSent } from "./drafts.js";
import { answerKeys } from "./keys.js";
import { showToast } from "./toasts.js";
import { waitVisibly } from "./waiting.js";

settleSent();

const application = Application.start();
application.register("apicall", ApiCallController);
application.register("arrange", ArrangeController);
application.register("board", BoardController);
application.register("builder", BuilderController);
application.register("combobox", ComboboxController);
application.register("composer", ComposerController);
application.register("copy", CopyController);
application.register("dialog", DialogController);
application.register("draft", DraftController);
application.register("fieldform", FieldFormController);
application.register("fields", FieldsController);
application.register("focus", FocusController);
application.register("form", FormController);
application.register("inplace", InPlaceController);
application.register("list", ListController);
application.register("jumps", JumpsController);
application.register("lookup", LookupController);
application.register("menu", MenuController);
application.register("palette", PaletteController);
application.register("picker", PickerController);
application.register("preview", PreviewController);
application.register("print", PrintController);
application.register("rows", RowsController);
application.register("sidebar", SidebarController);
application.register("searchbox", SearchboxController);
application.register("section", SectionController);
application.register("span", SpanController);
application.register("theme", ThemeController);
application.register("toast", ToastController);
application.register("written", WrittenController);

answerKeys(document, document.body.dataset.keys ?? "");

document.addEventListener("htmx:configRequest", ({ detail }) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (token) detail.headers["X-CSRFToken"] = token.value;
});
// A link that htmx answers in place is still a link: with Ctrl, ⌘ or Shift it opens where the browser opens it.
document.addEventListener(
  "click",
  (event) => {
    if ((event.ctrlKey || event.metaKey || event.shiftKey) && event.target.closest?.("a[href][hx-get]")) {
      event.stopPropagation();
    }
  },
  true,
);
document.addEventListener("htmx:responseError", () => showToast(document.body.dataset.failed));
document.addEventListener("htmx:sendError", () => showToast(document.body.dataset.offline));
waitVisibly(document);
document.addEventListener("htmx:afterSwap", ({ detail }) => announceSwap(detail.target));
document.addEventListener("toast", ({ detail }) => {
  for (const { words, level, undo } of detail.messages ?? []) showToast(words, { level, undo });
});
document.addEventListener("shortcut", (event) => {
  if (event.detail.name !== "shortcuts" || !document.getElementById("dialog-body")) return;
  event.preventDefault();
  window.htmx.ajax("GET", "/shortcuts", { target: "#dialog-body", swap: "innerHTML" });
});
