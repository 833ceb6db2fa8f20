/** What the processes themselves use of operations. */
export { oldestWork } from './operations.look.service.ts'
export { watchStatus } from './operations.status.service.ts'
