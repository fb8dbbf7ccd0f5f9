import { Controller } from "../../../vendor/stimulus.js";

export default class extends Controller {
  print() {
    window.print();
  }
}
