import { theMainJob } from './main-job.ts'

describe('the main job', () => {
  theMainJob({ javaScript: true })
})
