import { defineConfig } from 'vite'
import { withoutExamples } from './bin/start/without-examples.ts'

const styleSource = 'client/platform/main.scss'
const scriptSource = 'client/platform/main.client.ts'

/** Builds what browsers get into dist/public/assets, under names that carry their content's hash. */
export default defineConfig({
  base: '/',
  publicDir: false,
  plugins: [withoutExamples()],
  css: {
    preprocessorOptions: { scss: { loadPaths: ['node_modules'], quietDeps: true } },
  },
  build: {
    outDir: 'dist/public',
    assetsDir: 'assets',
    // The server looks names up in it; it lies outside assets/, so nobody is served it.
    manifest: 'manifest.json',
    emptyOutDir: true,
    // Fonts and images as data in the style sheet could not be kept or preloaded on their own.
    assetsInlineLimit: 0,
    target: ['chrome111', 'edge111', 'firefox114', 'safari16.4'],
    modulePreload: { polyfill: false },
    rollupOptions: { input: { style: styleSource, script: scriptSource } },
  },
})
