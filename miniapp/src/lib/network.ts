import Taro from '@tarojs/taro';

/** Calls back whenever the device finds a network again. Returns how to stop listening. */
export function onBackOnline(callback: () => void): () => void {
  if (process.env.TARO_ENV === 'h5') {
    window.addEventListener('online', callback);
    return () => window.removeEventListener('online', callback);
  }
  const listener = ({ isConnected }: { isConnected: boolean }) => {
    if (isConnected) callback();
  };
  Taro.onNetworkStatusChange(listener);
  return () => Taro.offNetworkStatusChange(listener);
}

/** Whether the device believes that it has a network at all. */
export async function hasNetwork(): Promise<boolean> {
  if (process.env.TARO_ENV === 'h5') return navigator.onLine;
  try {
    return (await Taro.getNetworkType()).networkType !== 'none';
  } catch {
    return true;
  }
}
