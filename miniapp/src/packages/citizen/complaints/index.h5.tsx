import { fetchedLater } from '../parts/fetched-later.js';

export default fetchedLater(() => import(/* webpackMode: "lazy" */ './page.js'));
