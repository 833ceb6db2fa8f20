import './services/node-version.js'
import { giveUp } from './services/sentence.js'
import { build } from './start/building.js'
import { installPackages } from './start/packages.js'

// `npm run build`: dist/ for production. What has not changed is not built again.
await installPackages()
  .then(() => build())
  .catch(giveUp)
