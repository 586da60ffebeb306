import { fetchedLater } from '../../citizen/parts/fetched-later.js';

export default fetchedLater(() => import(/* webpackMode: "lazy" */ './page.js'));
