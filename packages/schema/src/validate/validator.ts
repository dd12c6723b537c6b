import type { ErrorDetail } from '@mortise/errors'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { type SchemaKind, type Schemas } from '../json-schemas/index.ts'
import { describeError } from './messages.ts'

/** Checks documents by their JSON Schemas. Make one per list of extensions and keep it: compiling is slow. */
export type Validator = {
  readonly schemas: Schemas
  /**
   * What is wrong with a document; empty when nothing is. `json` is any parsed JSON, `file` its place in the app folder;
   * each problem has a JSON pointer and a message in both languages.
   */
  readonly validateDocument: (kind: SchemaKind, json: unknown, file: string) => readonly ErrorDetail[]
}

function withoutDoubles(problems: readonly ErrorDetail[]): readonly ErrorDetail[] {
  const seen = new Set<string>()
  return problems.filter((one) => {
    const mark = `${one.path}\n${one.code}\n${one.message.en}`
    if (seen.has(mark)) return false
    seen.add(mark)
    return true
  })
}

/** Makes a validator; each kind is compiled when it is first asked for. */
export function createValidator(schemas: Schemas): Validator {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    discriminator: true,
    allowUnionTypes: true,
    // Schemas of settings come from field types of anybody; an odd keyword there must not stop every document.
    strict: false,
    logger: false,
    // Polishing the code of a check takes longer than all the documents that it will ever look at.
    code: { optimize: false },
  })
  addFormats.default(ajv)
  ajv.addFormat('decimal', /^-?\d+(\.\d+)?$/)
  const compiled = new Map<SchemaKind, ValidateFunction>()
  const compile = (kind: SchemaKind): ValidateFunction => {
    const known = compiled.get(kind)
    if (known !== undefined) return known
    const made = ajv.compile(schemas[kind])
    compiled.set(kind, made)
    return made
  }
  return {
    schemas,
    validateDocument: (kind, json, file) => {
      const validate = compile(kind)
      if (validate(json)) return []
      const described = (validate.errors ?? []).map((error) => describeError(error, file))
      return withoutDoubles(described.filter((one) => one !== undefined))
    },
  }
}
