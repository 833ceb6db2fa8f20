import { runRank } from './rank/command.ts'
import { runInTerminal } from './terminal.ts'

runInTerminal(runRank)
