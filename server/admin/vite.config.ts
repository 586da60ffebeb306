import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The console is served by the api under /admin.
 * `dedupe`: the mini-program keeps the repository's React 18 at the top; antd and the router must meet this workspace's 19.
 */
export default defineConfig({
  base: '/admin/',
  plugins: [react()],
  resolve: { dedupe: ['react', 'react-dom'] },
  build: {
    target: 'es2022',
    // The api's content security policy lets no script be written into the page.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|react-router)[\\/]/ }],
        },
      },
    },
  },
});
