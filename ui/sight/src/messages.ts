export interface Question {
  id: number
  model: string
  weights: string
  pixels: Uint8ClampedArray
  width: number
  height: number
}

export interface Answer {
  id: number
  shares?: Record<string, number>
  error?: string
}
