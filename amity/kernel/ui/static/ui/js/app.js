// The one entry: starts the small controllers and tells htmx about our house rules.
import { Application } from "../../vendor/stimulus.js";
import ComposerController from "./controllers/composer.js";
import DialogController from "./controllers/dialog.js";
import FocusController from "./controllers/focus.js";
import FormController from "./controllers/form.js";
import MenuController from "./controllers/menu.js";
import RowsController from "./controllers/rows.js";
import ThemeController from "./controllers/theme.js";
import ToastController from "./controllers/toast.js";
import { answerKeys } from "./keys.js";
import { showToast } from "./toasts.js";

const application = Application.start();
application.register("composer", ComposerController);
application.register("dialog", DialogController);
application.register("focus", FocusController);
application.register("form", FormController);
application.register("menu", MenuController);
application.register("rows", RowsController);
application.register("theme", ThemeController);
application.register("toast", ToastController);

answerKeys(document);

document.addEventListener("htmx:configRequest", ({ detail }) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (token) detail.headers["X-CSRFToken"] = token.value;
});
document.addEventListener("htmx:responseError", () => showToast(document.body.dataset.failed));
document.addEventListener("htmx:sendError", () => showToast(document.body.dataset.offline));
