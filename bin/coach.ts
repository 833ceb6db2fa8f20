import { runCoach } from './coach/run.ts'
import { runInTerminal } from './terminal.ts'

runInTerminal(runCoach)
