import { giveUp } from './services/sentence.js'
import { start } from './start/start.js'

// `npm run dev`: like `npm start`, but the web and worker processes run the TypeScript sources and start again
// when a file changes, and the browser's part is built again when it does.
await start(process.argv.slice(2), { isDevelopment: true }).catch(giveUp)
