import { runInTerminal } from './terminal.ts'
import { runVerifyReceipt } from './verify-receipt/command.ts'

runInTerminal(runVerifyReceipt)
