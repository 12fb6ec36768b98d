import '@tensorflow/tfjs-backend-cpu'
import { expandDims, image, io, ready, setBackend, tensor3d, tidy } from '@tensorflow/tfjs-core'
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers'
import type { Answer, Question } from './messages'

const SIDE = 224
/** What the model tells apart, in its order. */
const kinds = ['drawing', 'hentai', 'neutral', 'porn', 'sexy'] as const

let loading: Promise<LayersModel> | undefined

function unpacked({ body }: Response): Promise<ArrayBuffer> {
  if (!body) throw new Error('the weights are empty')
  return new Response(body.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer()
}

async function bring({ model, weights }: Question): Promise<LayersModel> {
  const [topology, bytes] = await Promise.all([
    fetch(model).then((answer) => answer.json() as Promise<io.ModelJSON>),
    fetch(weights).then(unpacked),
  ])
  await setBackend('cpu')
  await ready()
  const { modelTopology, weightsManifest } = topology
  return loadLayersModel(io.fromMemory({ modelTopology, weightSpecs: weightsManifest.flatMap((group) => group.weights), weightData: bytes }))
}

/** How much of each kind is in a picture: numbers from 0 to 1 that add up to 1. */
async function look(question: Question): Promise<Answer> {
  loading ??= bring(question)
  const model = await loading
  const { pixels, width, height } = question
  const shares = tidy(() => {
    const colours = new Float32Array((pixels.length / 4) * 3)
    for (let from = 0, to = 0; from < pixels.length; from += 4) {
      for (let channel = 0; channel < 3; channel += 1) colours[to++] = (pixels[from + channel] ?? 0) / 255
    }
    const small = image.resizeBilinear(tensor3d(colours, [height, width, 3]), [SIDE, SIDE], true)
    const said = model.predict(expandDims(small, 0))
    return Array.from((Array.isArray(said) ? said[0] : said)?.dataSync() ?? [])
  })
  if (shares.length !== kinds.length) throw new Error('the model says something else')
  return { id: question.id, shares: Object.fromEntries(kinds.map((kind, at) => [kind, shares[at] ?? 0])) }
}

self.addEventListener('message', (event: MessageEvent<Question>) => {
  look(event.data).then(
    (answer) => self.postMessage(answer),
    (error: unknown) => {
      loading = undefined
      self.postMessage({ id: event.data.id, error: String(error) } satisfies Answer)
    },
  )
})
