import type { Picture } from '../contract.js';
import { Box, Press, Words } from '../elements.js';
import { Pick, Thumbnail } from '../form/picking.js';
import { kit as words } from '../../words-kit.js';
import '../styles/pictures.scss';

interface PicturesProps {
  pictures: readonly Picture[];
  most: number;
  onChange: (pictures: Picture[]) => void;
}

/** Pictures to go with one's words: a few, each can be taken out again. */
export function Pictures({ pictures, most, onChange }: PicturesProps) {
  const left = most - pictures.length;
  return (
    <Box role="group" label={words.pictures} className="pictures">
      {pictures.map((picture, index) => (
        <Box key={picture.path} className="picture">
          <Thumbnail path={picture.path} label={words.picture(index + 1)} />
          <Press
            className="picture-out"
            label={words.pictureOutOf(index + 1)}
            onPress={() => onChange(pictures.filter((one) => one !== picture))}
          >
            {words.pictureOut}
          </Press>
        </Box>
      ))}
      {left > 0 ? (
        <Pick
          className="picture-add"
          label={words.pictureAddOf(left)}
          most={left}
          onPick={(more) => onChange([...pictures, ...more])}
        >
          <Words className="picture-plus">＋</Words>
          <Words>{words.pictureAdd}</Words>
        </Pick>
      ) : null}
    </Box>
  );
}
