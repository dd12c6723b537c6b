import { fieldInputs } from './field-inputs.ts'
import { keepInputs } from './held-inputs.ts'

/** For screens with inputs: called when they are loaded, it lets every input stand at once. */
export function holdInputs(): void {
  keepInputs(fieldInputs)
}

export { RichTools } from '../richtext/tools.tsx'
