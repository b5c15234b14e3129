import type { Handlers } from '../../app/contract/channels.ts';
import { casesWithImage, getImagePng, type Store } from '../store/index.ts';
import { originOfPng } from '../store/pngOrigin.ts';
import { describeStaged, type Staging } from './staging.ts';

type ImageHandlers = Pick<
  Handlers,
  'image.stage' | 'image.stageFrame' | 'image.discard' | 'image.get' | 'image.origin'
>;

/** Answers the contract's `image.*`. */
export function imageHandlers(store: Store, staging: Staging): ImageHandlers {
  return {
    'image.stage': async ({ file }) => {
      const staged = await staging.add(Buffer.from(file.base64, 'base64'), file.name);
      return describeStaged(staged, casesWithImage(store, staged.sha256));
    },
    'image.stageFrame': async ({ stagedId, frame }) => {
      const staged = await staging.chooseFrame(stagedId, frame);
      return describeStaged(staged, casesWithImage(store, staged.sha256));
    },
    'image.discard': async ({ stagedId }) => {
      staging.discard(stagedId);
      return {};
    },
    'image.get': async ({ imageId }) => ({ pngBase64: getImagePng(store, imageId).toString('base64') }),
    'image.origin': async ({ imageId }) => ({ origin: originOfPng(getImagePng(store, imageId)) }),
  };
}
