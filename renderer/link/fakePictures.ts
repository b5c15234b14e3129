/** Invented ultrasound-like pictures for the fake backend: speckle with a gland and a dark nodule. */
export function fakePicture(seed: number, width = 560, height = 420): string {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d');
  if (!pen) return '';
  const pixels = pen.createImageData(width, height);
  let state = seed * 2654435761 + 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inGland =
        ((x - width * 0.5) / (width * 0.38)) ** 2 + ((y - height * 0.45) / (height * 0.3)) ** 2 < 1;
      const inNodule = ((x - width * 0.62) / 62) ** 2 + ((y - height * 0.38) / 46) ** 2 < 1;
      const mean = inNodule ? 62 : inGland ? 128 : 88 - (y / height) * 30;
      const grey = mean * Math.sqrt(-2 * Math.log(1 - random())) * 0.7;
      pixels.data.set([grey, grey, grey, 255], (y * width + x) * 4);
    }
  }
  pen.putImageData(pixels, 0, 0);
  return canvas.toDataURL('image/png').split(',')[1];
}
