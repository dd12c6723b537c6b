import { createLanguage, type Language } from './language.ts'
import { builtinOperators } from './operators/index.ts'

/** The language made of the built-in operators. */
export const language: Language = createLanguage(builtinOperators)

/** `language.check`: checks an expression against a scope. */
export const check: Language['check'] = language.check
/** `language.evaluate`: the value of an expression. */
export const evaluate: Language['evaluate'] = language.evaluate
/** `language.test`: whether a condition holds. */
export const test: Language['test'] = language.test
/** `language.compile`: an expression ready to run many times. */
export const compile: Language['compile'] = language.compile
/** `language.interpret`: the value by the reference interpreter. */
export const interpret: Language['interpret'] = language.interpret
/** `language.info`: type, paths and cost of a correct expression. */
export const info: Language['info'] = language.info
/** `language.print`: the text form. */
export const print: Language['print'] = language.print
/** `language.parse`: reads the text form. */
export const parse: Language['parse'] = language.parse
