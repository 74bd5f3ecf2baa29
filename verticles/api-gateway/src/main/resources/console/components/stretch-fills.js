const SIZE = 12;

/** How a stretch of a kind is filled on a canvas: each kind has a pattern of its own, so that nobody needs its colour. */
export function fillOf(kind, look, colours) {
  const canvas = document.createElement('canvas');
  const ratio = devicePixelRatio;
  canvas.width = canvas.height = SIZE * ratio;
  const pen = canvas.getContext('2d');
  pen.scale(ratio, ratio);
  pen.globalAlpha = 0.75;
  pen.fillStyle = colours[look + '-soft'];
  pen.fillRect(0, 0, SIZE, SIZE);
  pen.globalAlpha = 0.55;
  pen.strokeStyle = pen.fillStyle = colours[look];
  PATTERNS[kind](pen);
  return { image: canvas, repeat: 'repeat', scaleX: 1 / ratio, scaleY: 1 / ratio };
}

const PATTERNS = {
  missing: (pen) => {
    lines(pen, [[0, SIZE, SIZE, 0], [-2, 2, 2, -2], [SIZE - 2, SIZE + 2, SIZE + 2, SIZE - 2]], 1.6);
  },
  quarantined: (pen) => {
    lines(pen, [[3, 3, 9, 9], [9, 3, 3, 9]], 1.6);
  },
  'exchange-down': (pen) => {
    lines(pen, [[3, 0, 3, SIZE], [9, 0, 9, SIZE]], 1.6);
  },
  'proven-empty': (pen) => {
    [[3, 3], [9, 9]].forEach(([x, y]) => {
      pen.beginPath();
      pen.arc(x, y, 1.2, 0, 2 * Math.PI);
      pen.fill();
    });
  },
  'not-loaded': (pen) => {
    lines(pen, [[0, 3, SIZE, 3], [0, 9, SIZE, 9]], 1.2);
  },
};

function lines(pen, all, width) {
  pen.lineWidth = width;
  pen.beginPath();
  all.forEach(([x, y, toX, toY]) => {
    pen.moveTo(x, y);
    pen.lineTo(toX, toY);
  });
  pen.stroke();
}
