// `npm run dev`: like `npm start`, but the web and worker processes run the TypeScript sources and start again
// when a file changes, and the browser's part is built again when it does.
import './services/node-version.js'

void Promise.all([import('./start/start.js'), import('./services/sentence.js')]).then(
  ([{ start }, { giveUp }]) => start(process.argv.slice(2), { isDevelopment: true }).catch(giveUp),
)
