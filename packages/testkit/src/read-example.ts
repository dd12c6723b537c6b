import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AppDocuments, loadApp } from '@mortise/schema'

function jsonFiles(root: string, inside: string): readonly (readonly [string, string])[] {
  return readdirSync(join(root, inside), { withFileTypes: true }).flatMap((entry) => {
    const path = inside === '' ? entry.name : `${inside}/${entry.name}`
    if (entry.isDirectory()) return jsonFiles(root, path)
    return path.endsWith('.json') ? [[path, readFileSync(join(root, path), 'utf8')] as const] : []
  })
}

/** One of the example apps, read from its folder. */
export function readExample(name: string): AppDocuments {
  const root = new URL(`../../../examples/${name}`, import.meta.url).pathname
  const { documents, problems } = loadApp(new Map(jsonFiles(root, '')))
  if (documents === undefined) throw new Error(JSON.stringify(problems))
  return documents
}
