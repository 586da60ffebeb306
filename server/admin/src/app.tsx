import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { useMemo } from 'react';
import { RouterProvider } from 'react-router/dom';
import { createQueryClient } from './api/query-client.js';
import { createConsoleRouter } from './router.js';
import { antdTheme } from './theme/antd-theme.js';
import { useScheme } from './theme/scheme.js';

const queryClient = createQueryClient();
const router = createConsoleRouter();

export function App() {
  const { scheme } = useScheme();
  const theme = useMemo(() => antdTheme(scheme), [scheme]);
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigProvider>
  );
}
