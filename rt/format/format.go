// Package format turns numbers and strings into text and back, exactly as
// CPython 3.11 does: repr of floats, the format mini-language, %-formatting,
// escapes, number literals.
//
// It knows nothing of Values or regions. Text arrives as slices of one of the
// three character widths that a Python str may have, and leaves by appending
// to a byte slice whose capacity the caller has made sufficient with the Bound
// functions; then nothing here allocates. Fill characters need not be ASCII,
// so padding is not written but described (Layout): the caller knows the width
// of its result's characters.
package format

// A Char is a character of a string stored with 1, 2 or 4 bytes each.
type Char interface{ ~uint8 | ~uint16 | ~uint32 }

// A Layout says where the padding of a formatted text goes: Left fill
// characters, then Head bytes of the text (sign and base prefix), Mid fill
// characters, the rest of the text, Right fill characters.
type Layout struct {
	Left, Head, Mid, Right int
}

// An Error is a reason why a specification or a literal was refused; OK is
// none. The caller words the exception, for it knows the types involved.
type Error uint8

// The reasons.
const (
	OK                  Error = iota
	ErrDigits                 // Too many decimal digits in format string
	ErrBothSeparators         // Cannot specify both ',' and '_'.
	ErrNoPrecision            // Format specifier missing precision
	ErrInvalid                // Invalid format specifier
	ErrSeparator              // Cannot specify ',' with 'c'.
	ErrType                   // Unknown format code
	ErrStrSign                // Sign not allowed in string format specifier
	ErrStrSpace               // Space not allowed in string format specifier
	ErrStrZero                // Negative zero coercion (z) not allowed in string format specifier
	ErrStrAlt                 // Alternate form (#) not allowed in string format specifier
	ErrStrAlign               // '=' alignment not allowed in string format specifier
	ErrIntPrecision           // Precision not allowed in integer format specifier
	ErrIntZero                // Negative zero coercion (z) not allowed in format specifier with integer
	ErrCharSign               // Sign not allowed with integer format specifier 'c'
	ErrCharAlt                // Alternate form (#) not allowed with integer format specifier 'c'
	ErrCharRange              // %c arg not in range(0x110000)
	ErrPrecision              // precision too big
	ErrIncomplete             // incomplete format
	ErrIncompleteKey          // incomplete format key
	ErrWidth                  // width too big
	ErrPercentPrecision       // precision too big (prec too big for bytes)
	ErrSyntax                 // invalid literal
	ErrBase                   // int() base must be >= 2 and <= 36, or 0
	ErrRange                  // does not fit 64 bits
)
