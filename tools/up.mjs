#!/usr/bin/env node
// The one way in: `node tools/up.mjs start|dev|test|check|bench [arguments]`. Runs on any Node from 18 on, in
// a bare clone: installs what is missing, then runs the target on the Node that the project itself brings.
import { join } from 'node:path'
import { ensureInstalled } from './lib/install.mjs'
import { nodeFile, root } from './lib/places.mjs'
import { run } from './lib/run.mjs'

const verbs = ['start', 'dev', 'test', 'check', 'bench']
const [verb = '', ...rest] = process.argv.slice(2)
if (!verbs.includes(verb)) {
  console.error(`usage: node tools/up.mjs ${verbs.join('|')} [arguments]`)
  process.exit(2)
}
await ensureInstalled()
process.exitCode = await run(nodeFile, [join(root, 'tools', 'targets', `${verb}.mjs`), ...rest])
