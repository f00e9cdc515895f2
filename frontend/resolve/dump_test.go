package resolve

import "testing"

func TestDump(t *testing.T) {
	info, diags := resolve(`import os
def serve(port):
    def stop():
        del os.environ
        return port
    return [x for x in stop()]
`)
	if diags.Len() > 0 {
		t.Fatal(diags.Sorted()[0])
	}
	const want = `module top
  os            global       imported
  serve         global       defined
  function serve
    port          cell         parameter
    stop          local        defined, used
    function stop
      os            global       used
      port          free         used
    comprehension listcomp
      x             local        iterated, used
`
	if got := info.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
