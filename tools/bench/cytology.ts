import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { seededRandom } from '../../app/morphology/random.ts';
import { readSmears } from '../cytology/smears.ts';
import { secondsFor } from '../cytology/throughput.ts';
import { DATASETS } from '../trainingData.ts';
import { notRun, type Verdict, verdict } from './report.ts';

const PACK = path.resolve(import.meta.dirname, '../../models/packs/thyroid-effi-1.0.0');
const TRAINING = path.resolve(import.meta.dirname, '../../models/training');
const PYTHON = '/usr/bin/python3';
const PICTURES = 1000;
const SECONDS_MAX = 30;
/** Enough of the peer, which is read from the same files in the same run; its time is carried to a thousand. */
const PEER_PICTURES = 100;
const DRAWN = 24;

/** The same architecture in PyTorch, one picture at a time on two threads, decoded and shrunk by Pillow. */
const PEER = `
import sys, time
sys.path.insert(0, sys.argv[1])
import numpy, torch
from PIL import Image
from thyroid_effi_net import Basic
torch.set_num_threads(2)
net = Basic(3).eval()
files = sys.argv[3:]
def read(file):
    picture = Image.open(file).convert("RGB").resize((224, 224), Image.BILINEAR)
    return torch.from_numpy(numpy.asarray(picture).transpose(2, 0, 1)[None].copy()).float() / 255
with torch.no_grad():
    net(read(files[0]))
    start = time.perf_counter()
    for i in range(int(sys.argv[2])):
        net(read(files[i % len(files)]))
print(torch.__version__, time.perf_counter() - start)
`;

/** Needle cytology: a thousand pictures through ThyroidEffi Basic, file to answer, beside PyTorch. */
export async function cytology(): Promise<Verdict> {
  if (!existsSync(path.join(PACK, 'basic.onnx'))) return notRun(`There is no pack ${PACK}.`);
  const place = mkdtempSync(path.join(tmpdir(), 'thyromap-smears-'));
  try {
    const fnab = path.join(DATASETS, 'fnab');
    const real = existsSync(fnab);
    const files = real ? readSmears(fnab).map((row) => row.file) : await drawnSmears(place);
    const on = real ? `${files.length} pictures of fnab in turn` : `${DRAWN} drawn pictures in turn`;
    const seconds = await secondsFor(PACK, 'basic', files, PICTURES);
    console.log(`ThyroidEffi Basic, onnxruntime, 2 threads: ${PICTURES} of ${on}: ${seconds.toFixed(1)} s`);
    const peer = askPeer(files);
    if (peer)
      console.log(
        `peer, PyTorch ${peer.version}, 2 threads, same architecture and files: ${((peer.seconds * PICTURES) / PEER_PICTURES).toFixed(1)} s a thousand (${PEER_PICTURES} timed)`,
      );
    else console.log(`peer: ${PYTHON} has no PyTorch with Pillow here, so there is none`);
    console.log('published: ThyroidEffi, a thousand pictures in 30 s on 12 cores');
    const beside = peer
      ? `; PyTorch ${((peer.seconds * PICTURES) / PEER_PICTURES / seconds).toFixed(1)}× as long`
      : '';
    return verdict(
      seconds <= SECONDS_MAX,
      `1,000 smears in ${seconds.toFixed(1)} s (target ${SECONDS_MAX} s)${beside}`,
    );
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function askPeer(files: readonly string[]): { version: string; seconds: number } | null {
  const answer = spawnSync(
    PYTHON,
    ['-c', PEER, TRAINING, String(PEER_PICTURES), ...files.slice(0, PEER_PICTURES)],
    { encoding: 'utf8' },
  );
  const match = /^(\S+) ([\d.e-]+)\s*$/.exec(answer.stdout ?? '');
  return match ? { version: match[1]!, seconds: Number(match[2]) } : null;
}

/** Pale fields with violet discs: only the time of reading them matters here. */
async function drawnSmears(folder: string): Promise<string[]> {
  const random = seededRandom(1);
  const [width, height] = [1024, 768];
  const files: string[] = [];
  for (let k = 0; k < DRAWN; k++) {
    const rgb = new Uint8Array(width * height * 3).map((_, i) => 225 + (i % 3) * 6);
    for (let cell = 0; cell < 120; cell++) {
      const [x, y, r] = [random() * width, random() * height, 8 + 10 * random()];
      for (let j = Math.max(0, Math.floor(y - r)); j < Math.min(height, y + r); j++)
        for (let i = Math.max(0, Math.floor(x - r)); i < Math.min(width, x + r); i++)
          if ((i - x) ** 2 + (j - y) ** 2 < r * r) rgb.set([90, 60, 150], (j * width + i) * 3);
    }
    const file = path.join(folder, `${k}.jpg`);
    writeFileSync(
      file,
      await sharp(rgb, { raw: { width, height, channels: 3 } })
        .jpeg()
        .toBuffer(),
    );
    files.push(file);
  }
  return files;
}
