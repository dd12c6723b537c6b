import { unpackBrowser } from './browser.ts'
import { makeSeeds } from './server.ts'

/** Makes what all rows of tests begin with, the browser too, and tells where it is: `node tests/browser/support/seed.ts`. */
const [folder] = await Promise.all([makeSeeds(), unpackBrowser()])
console.log(folder)
