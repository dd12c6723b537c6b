export { fieldFaces } from './react/faces.ts'
export { richShown } from './richtext/shown.tsx'
export { choicesOf, OptionTag } from './react/options.tsx'
export type {
  CellProps,
  FaceContext,
  FieldFace,
  FileValue,
  InputProps,
  LookupHit,
  RefChoice,
  WaitingFile,
  WaitingFiles,
} from './react/types.ts'
