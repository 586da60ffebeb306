import { partLater } from '../kit/part-later.js';

const parts = () => import(/* webpackMode: "lazy" */ './parts.js');

/** Both are asked from the network each time, and are nothing without it. */
export const OwnCase = partLater(() => parts().then((all) => all.OwnCase));
export const Pressed = partLater(() => parts().then((all) => all.Pressed));
