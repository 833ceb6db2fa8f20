import { say } from '../services/progress.js'
import { importFaults } from './import-rules.js'

/** Some tools pass on nothing: fewer modules than this mean that the rules saw hardly any of the project. */
const fewestModules = 300

const { faults, modules } = await importFaults()
for (const fault of faults) say(fault)
if (modules < fewestModules) say(`Only ${modules} modules were seen: at least ${fewestModules} are expected.`)
process.exitCode = faults.length > 0 || modules < fewestModules ? 1 : 0
