import Taro, { useDidShow, useLaunch, usePageNotFound } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { deliverAll, startDelivery } from './lib/ratings.js';
import './lib/spoken.js';
import './app.scss';

/** The application: sends what an earlier visit could not, and draws the page. */
export default function App({ children }: { children: ReactNode }) {
  useLaunch(startDelivery);
  useDidShow(() => void deliverAll());
  usePageNotFound(() => void Taro.reLaunch({ url: '/pages/home/index' }));
  return children;
}
