import { looksForCanaries } from './canary.ts'

looksForCanaries(20)
