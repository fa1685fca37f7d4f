"""Transport in the words of ISO 14083: places come in, routes and chain elements go out.

`places` finds the point that a name means and refuses to guess; `routes` puts a distance by a
named method between two points; `chains` turns a supplier's legs, or the published default chain
where there are none, into chain elements with an amount per kg for a factor of the library. The
same distance, vehicle and load give the same figure whatever country, name or supplier they
belong to.
"""
