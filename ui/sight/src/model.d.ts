declare module 'virtual:sight-model' {
  /** Where the model's shape and its weights lie on the desk. */
  export const model: string
  export const weights: string
}
