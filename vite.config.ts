import { constants } from 'node:zlib'
import { defineConfig } from 'vite'
import { compression, defineAlgorithm } from 'vite-plugin-compression2'
import { withoutExamples } from './bin/start/without-examples.ts'

const styleSource = 'client/platform/main.scss'
const scriptSource = 'client/platform/main.client.ts'

/** As small as can be, once and not for each reader: on the way it would take a quarter of a second of a style sheet. */
const compressed = compression({
  include: /\.(css|js|svg)$/,
  threshold: 200,
  algorithms: [
    defineAlgorithm('brotliCompress', { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    defineAlgorithm('gzip', { level: 9 }),
  ],
})

/** Builds what browsers get into dist/public/assets, under names that carry their content's hash. */
export default defineConfig({
  base: '/',
  publicDir: false,
  plugins: [withoutExamples(), compressed],
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
