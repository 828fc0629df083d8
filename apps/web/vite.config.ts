import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compression } from 'vite-plugin-compression2';

/** A static site: the gateway serves what comes out, so nothing here may need a server of its own. */
export default defineConfig({
  plugins: [
    react(),
    // Compressed once, here, so that no request waits for it.
    compression({ algorithms: ['brotliCompress', 'gzip'], include: /\.(html|js|css|svg)$/, threshold: 512 }),
  ],
  build: {
    target: 'baseline-widely-available',
    manifest: true,
    // The gateway has a few files of its own below /assets.
    assetsDir: 'client',
    // A few kilobytes for all pages: fewer round trips than a file for each part.
    cssCodeSplit: false,
    // A strict policy has no exception for what is written into the page.
    assetsInlineLimit: 0,
    // Pages that are loaded later need one file beside the first: there is nothing to load ahead of it.
    modulePreload: false,
    rolldownOptions: {
      output: {
        // What the first page needs is one file: it compresses better, and takes one round trip.
        codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] },
      },
    },
  },
  server: { proxy: { '/v1': 'http://localhost:3000', '/dev/inbox/messages': 'http://localhost:3000' } },
});
