import { makeSeeds } from './server.ts'

/** Makes what products begin with for several rows of tests and tells where: `node tests/browser/support/seed.ts`. */
console.log(await makeSeeds())
