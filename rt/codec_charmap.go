package rt

import (
	"strings"
	"sync"
)

// Encodings of one byte a character, by tables.

// charmap describes one; see codec_tables.go.
type charmap struct {
	names, high string

	once   sync.Once
	decode [128]rune
	encode map[rune]byte
}

// codecCharmap is the codec of the first charmap.
const codecCharmap codec = 64

// charmapOf returns the charmap of that name, letters and digits only.
func charmapOf(name string) (codec, bool) {
	for i := range charmaps {
		if strings.Contains(" "+charmaps[i].names+" ", " "+name+" ") {
			return codecCharmap + codec(i), true
		}
	}
	return noCodec, false
}

// table returns a charmap with its tables made.
func (enc codec) table() *charmap {
	m := &charmaps[enc-codecCharmap]
	m.once.Do(func() {
		m.encode = make(map[rune]byte, 128)
		i := 0
		for _, r := range m.high {
			m.decode[i] = r
			if r != 0xfffd {
				m.encode[r] = byte(128 + i)
			}
			i++
		}
	})
	return m
}

// name is what errors call the encoding.
func (enc codec) name() string {
	if enc >= codecCharmap {
		return "charmap"
	}
	return codecNames[enc]
}

const undefinedChar = "character maps to <undefined>"

func (d *decoder) charmap(data []byte) (rune, int, string) {
	if data[0] < 128 {
		return rune(data[0]), 1, ""
	}
	r := d.enc.table().decode[data[0]-128]
	if r == 0xfffd {
		return 0, 1, undefinedChar
	}
	return r, 1, ""
}
