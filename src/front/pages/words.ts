import '../parts/words.css';
import { Words } from '../parts/words';

const form = document.querySelector<HTMLFormElement>('#words');
if (form) {
  new Words(form);
}
