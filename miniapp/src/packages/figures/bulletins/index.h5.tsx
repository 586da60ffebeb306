import { fetchedLater } from '../../../kit/fetched-later.js';

export default fetchedLater(() => import(/* webpackMode: "lazy" */ './page.js'));
