import { theMainJob } from './main-job.ts'

describe('the main job in a browser without scripts', () => {
  theMainJob({ javaScript: false })
})
