package codegen

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// hasModules reports whether the program needs module objects of its own: it
// consists of several modules, or looks at itself as one.
func (p *pkg) hasModules() bool {
	return len(p.prog.Modules) > 1 || p.prog.Main().Object || p.opts.Unit
}

// modules emits the table of the program's modules.
func (p *pkg) modules() jen.Code {
	var rows []jen.Code
	for _, m := range p.prog.Modules {
		var d literal
		d.set("Name", jen.Lit(m.Name))
		if m.Parent != "" {
			d.set("Parent", jen.Lit(m.Parent))
		}
		if m.File != nil {
			d.set("File", jen.Lit(m.File.Name))
		}
		if m.Package {
			d.set("Package", jen.True())
			var dirs []jen.Code
			for _, dir := range m.Dirs {
				dirs = append(dirs, jen.Lit(dir))
			}
			d.set("Dirs", jen.Index().String().Values(dirs...))
		}
		if m.Object && !m.Dynamic {
			if vars := p.variables(m); len(vars) > 0 {
				d.set("Vars", jen.Index().Qual(Path, "ModuleVar").Values(vars...))
			}
		}
		rows = append(rows, jen.Line().Add(d.braces()))
	}
	rows = append(rows, jen.Line())
	return jen.Comment("modules are the program's modules.").Line().
		Var().Id("modules").Op("=").Index(jen.Lit(len(p.prog.Modules))).Qual(Path, "Module").Values(rows...)
}

// moduleCode is the Go function that runs m's code.
func (p *pkg) moduleCode(m *ir.Module) jen.Code {
	f := p.bodies[body{m.Code, ir.Main}]
	if f == nil {
		f = p.bodies[body{m.Code, ir.Ctx}]
	}
	return jen.Id(p.funcs[f])
}

// variables lists m's variables for the module object.
func (p *pkg) variables(m *ir.Module) []jen.Code {
	var vars []jen.Code
	for _, g := range m.Globals {
		if g.Hidden {
			continue
		}
		vars = append(vars, jen.Line().Values(jen.Lit(g.Name), jen.Op("&").Add(p.global(g))))
	}
	if len(vars) > 0 {
		vars = append(vars, jen.Line())
	}
	return vars
}

// lazy emits what the runtime imports before the first context runs, or nothing.
func (p *pkg) lazy() (mods, defs []jen.Code) {
	for _, name := range p.prog.Lazy {
		if !p.isModule(name) {
			if def := p.native(name); def != nil {
				defs = append(defs, def)
			}
			continue
		}
		for _, m := range p.prog.Modules {
			if m.Name == name {
				mods = append(mods, p.module(m))
			}
		}
	}
	return mods, defs
}

func (p *pkg) isModule(name string) bool {
	for _, m := range p.prog.Modules {
		if m.Name == name {
			return true
		}
	}
	return false
}

// native is the address of the definition of a module that is not the program's: a
// native one, or one of a unit. It is nil if there is none.
func (p *pkg) native(name string) jen.Code {
	if path := p.prog.Units[name]; path != "" {
		return jen.Op("&").Qual(path, unitVar(name))
	}
	if path := natives[name]; path != "" {
		return jen.Op("&").Qual(path, "Module")
	}
	return nil
}

// UnitPackage is the name of the package of the unit whose modules' outermost name
// is given.
func UnitPackage(name string) string { return strings.TrimLeft(name, "_") + "py" }

// unitVar is the variable of a unit that defines one of its modules.
func unitVar(name string) string {
	_, rest, dotted := strings.Cut(name, ".")
	if !dotted {
		return "Module"
	}
	return "Module_" + strings.ReplaceAll(rest, ".", "_")
}

// exports emits the definitions by which programs import the modules of a unit.
func (p *pkg) exports() jen.Code {
	var defs []jen.Code
	for _, m := range p.prog.Modules {
		var d literal
		d.set("Name", jen.Lit(m.Name))
		d.set("Unit", jen.Op("&").Id("Program"))
		d.set("Python", p.module(m))
		defs = append(defs, jen.Comment(unitVar(m.Name)+" is module "+m.Name+".").Line().
			Var().Id(unitVar(m.Name)).Op("=").Qual(Path, "ModuleDef").Add(d.braces()).Line())
	}
	return jen.Add(defs...)
}
