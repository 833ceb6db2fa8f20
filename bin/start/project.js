import { fileURLToPath } from 'node:url'

/** The folder that holds package.json. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** What each child loads first: see there. An address, since a path may hold what an import must not. */
export const leash = new URL('./leash.js', import.meta.url).href

/** The same for helpers, which lose nothing by ending at once. */
export const shortLeash = `${leash}?at-once`
