#!/usr/bin/env node
import { builtinKit } from '@mortise/kit'
import { run } from './run.ts'

process.exitCode = await run(process.argv.slice(2), {
  kit: builtinKit,
  environment: process.env,
  print: (line) => process.stdout.write(`${line}\n`),
})
